/** Tests of personal data. */
@NullMarked
package dev.agentgovernance.secrets.internal.personal;

import org.jspecify.annotations.NullMarked;
