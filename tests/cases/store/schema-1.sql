-- A store as the first programs wrote it; the test adds the articles, whose bodies are messages.
PRAGMA journal_mode=WAL;
CREATE TABLE feeds(address TEXT PRIMARY KEY,etag TEXT,last_modified TEXT,outcome INT,
    tried INT,succeeded INT,due INT,failures INT,items INT,why TEXT) WITHOUT ROWID;
CREATE TABLE told(address TEXT,key TEXT,seen INT,name TEXT,priority INT,colour INT,
    body BLOB,PRIMARY KEY(address,key)) WITHOUT ROWID;
CREATE INDEX told_seen ON told(seen);
CREATE TABLE lines(address TEXT,line INT,article INT,articles INT,
    PRIMARY KEY(address,line)) WITHOUT ROWID;
CREATE TABLE snapshot(place INTEGER PRIMARY KEY,body BLOB);
INSERT INTO feeds VALUES('http://localhost/feed','"e"','some day',10,100,90,200,3,40,'timed out');
INSERT INTO lines VALUES('http://localhost/feed',77,1,9);
PRAGMA user_version=1;
