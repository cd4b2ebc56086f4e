/**
 * What follows from a change to a repository: {@link dev.agentgovernance.api.deploy.RepositoryEvent} says what happens to it,
 * {@link dev.agentgovernance.api.deploy.Deployment} what is then deployed or published, and
 * {@link dev.agentgovernance.api.deploy.DeployKnowledge} is who knows.
 */
@NullMarked
package dev.agentgovernance.api.deploy;

import org.jspecify.annotations.NullMarked;
