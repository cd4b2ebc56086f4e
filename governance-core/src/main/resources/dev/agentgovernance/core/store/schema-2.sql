-- Claims, with the counter of their tokens. Its row is also the lock under which claims are granted.

CREATE TABLE IF NOT EXISTS governance_claim (
  token BIGINT PRIMARY KEY,
  key_kind VARCHAR(40) NOT NULL,
  key_name TEXT NOT NULL,
  claim_mode VARCHAR(40) NOT NULL,
  holder TEXT NOT NULL,
  ends NUMERIC(29, 9) NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS governance_claim_ends ON governance_claim (ends);

CREATE TABLE IF NOT EXISTS governance_counter (
  counter_name VARCHAR(40) PRIMARY KEY,
  last_number BIGINT NOT NULL
);
INSERT INTO governance_counter (counter_name, last_number) SELECT 'claims', 0
  WHERE NOT EXISTS (SELECT 1 FROM governance_counter WHERE counter_name = 'claims');
