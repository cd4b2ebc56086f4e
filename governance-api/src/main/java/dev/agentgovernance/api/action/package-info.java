/**
 * What an agent wants to do, and who it is: the seven kinds of {@link dev.agentgovernance.api.action.Action}, the
 * {@link dev.agentgovernance.api.action.ActionContext} in which it is asked, and the digest that names one exact question.
 */
@NullMarked
package dev.agentgovernance.api.action;

import org.jspecify.annotations.NullMarked;
