/**
 * Secrets and personal data in text: where they are, of which kind, never what they are. A detector implements
 * {@link dev.agentgovernance.api.secret.SecretDetector}.
 */
@NullMarked
package dev.agentgovernance.api.secret;

import org.jspecify.annotations.NullMarked;
