@NullMarked
package dev.agentgovernance.secrets.internal.filter;

import org.jspecify.annotations.NullMarked;
