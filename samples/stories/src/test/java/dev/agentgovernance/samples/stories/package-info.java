/** Tests of the stories. */
@NullMarked
package dev.agentgovernance.samples.stories;

import org.jspecify.annotations.NullMarked;
