-- Counters of budgets.

CREATE TABLE IF NOT EXISTS governance_budget (
  counter_hash VARCHAR(64) PRIMARY KEY,
  used BIGINT NOT NULL,
  ends NUMERIC(29, 9) NOT NULL
);
CREATE INDEX IF NOT EXISTS governance_budget_ends ON governance_budget (ends);
