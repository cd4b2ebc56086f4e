/**
 * What words look like: a small statistical model of letters, and a set of words, both read from one resource that the
 * generator among the tests writes. It tells a name, a sentence or a type from what a machine drew.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.words;

import org.jspecify.annotations.NullMarked;
