-- What a later program's step may do: columns with a default, tables, indexes. Run on a store of today.
ALTER TABLE feeds ADD COLUMN mood TEXT DEFAULT 'calm';
ALTER TABLE told ADD COLUMN shown_at INT DEFAULT 0;
ALTER TABLE told ADD COLUMN score INT NOT NULL DEFAULT 5;
CREATE TABLE votes(address TEXT,key TEXT,votes INT,PRIMARY KEY(address,key)) WITHOUT ROWID;
CREATE INDEX told_score ON told(score);
PRAGMA user_version=99;
