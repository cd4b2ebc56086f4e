/**
 * The kinds as data, and the matchers that the data names.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.rules;

import org.jspecify.annotations.NullMarked;
