-- Claims that have ended, and who took their parts first afterwards.

CREATE TABLE IF NOT EXISTS governance_claim_past (
  token BIGINT PRIMARY KEY,
  key_hash VARCHAR(64) NOT NULL,
  holder_hash VARCHAR(64) NOT NULL,
  key_kind VARCHAR(40) NOT NULL,
  key_name TEXT NOT NULL,
  claim_mode VARCHAR(40) NOT NULL,
  holder TEXT NOT NULL,
  ends NUMERIC(29, 9) NOT NULL,
  reason TEXT NOT NULL,
  by_token BIGINT,
  by_holder TEXT,
  overtaken NUMERIC(29, 9)
);
CREATE INDEX IF NOT EXISTS governance_claim_past_key ON governance_claim_past (key_hash);
CREATE INDEX IF NOT EXISTS governance_claim_past_kind ON governance_claim_past (key_kind);
CREATE INDEX IF NOT EXISTS governance_claim_past_holder ON governance_claim_past (holder_hash);
CREATE INDEX IF NOT EXISTS governance_claim_past_ends ON governance_claim_past (ends);
