@NullMarked
package dev.agentgovernance.samples.cli.desk;

import org.jspecify.annotations.NullMarked;
