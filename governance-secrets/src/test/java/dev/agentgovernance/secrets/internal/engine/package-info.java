@NullMarked
package dev.agentgovernance.secrets.internal.engine;

import org.jspecify.annotations.NullMarked;
