@NullMarked
package dev.agentgovernance.secrets.internal.decode;

import org.jspecify.annotations.NullMarked;
