/** Servlets without secrets: a filter that redacts the text of responses. */
@NullMarked
package dev.agentgovernance.samples.detector.servlet;

import org.jspecify.annotations.NullMarked;
