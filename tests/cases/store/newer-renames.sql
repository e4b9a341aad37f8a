-- A later program for which a column no longer means the same: it has another name. Run on a store of today.
ALTER TABLE told RENAME COLUMN hold TO decisions;
PRAGMA user_version=99;
