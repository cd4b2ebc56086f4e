/**
 * What every implementation of an interface of the vocabulary has to do, as tests: implement the one for your interface in
 * a test class of yours, say how to make one, and run it with JUnit 5. Needs JUnit Jupiter and AssertJ, nothing else.
 *
 * <p>{@code ApprovalStoreContract} and {@code ClaimStoreContract} also race real threads against each other.
 */
@NullMarked
package dev.agentgovernance.api.contract;

import org.jspecify.annotations.NullMarked;
