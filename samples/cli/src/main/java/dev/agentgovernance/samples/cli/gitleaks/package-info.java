/**
 * Reads configuration in the format of Gitleaks: {@code GitleaksConfig} is the door, {@code ConfigReader} makes rules of the
 * TOML, {@code ExpressionLint} says what RE2/J cannot read or reads in another way, {@code RuleDetector} runs the rules whose
 * keywords {@code KeywordTable} sees, and {@code Allowlist} lets values pass.
 */
@NullMarked
package dev.agentgovernance.samples.cli.gitleaks;

import org.jspecify.annotations.NullMarked;
