/** Tests of the parts. */
@NullMarked
package dev.agentgovernance.secrets.internal;

import org.jspecify.annotations.NullMarked;
