/**
 * The contract of one task: where its agent may work, with which effects, until when.
 */
@NullMarked
package dev.agentgovernance.api.scope;

import org.jspecify.annotations.NullMarked;
