@NullMarked
package dev.agentgovernance.secrets.internal.words;

import org.jspecify.annotations.NullMarked;
