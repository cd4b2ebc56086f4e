/**
 * What a change to a repository deploys: {@link dev.agentgovernance.core.internal.classify.deploy.DeployReach} reads the pipelines that
 * the files of a repository describe and tells which events start them, what they deploy or publish and whether a human
 * stands between; {@link dev.agentgovernance.core.internal.classify.deploy.ReachClassifier} adds that to what an action does.
 *
 * <p>Each system has a reader ({@code GitHubWorkflows}, {@code GitLabPipeline}, …) that makes {@code Route}s out of the
 * {@code Tree} of a file. A route answers an event with yes, no or maybe ({@code Truth}); what a reader does not understand
 * is a maybe, so that it widens the reach and never narrows it. {@code Steps} tells what a single step does.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.deploy;

import org.jspecify.annotations.NullMarked;
