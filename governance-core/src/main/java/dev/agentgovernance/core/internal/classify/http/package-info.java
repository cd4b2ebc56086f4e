/**
 * What an HTTP request would do. {@link dev.agentgovernance.core.internal.classify.http.HttpClassifier} is the door;
 * {@code Url} and {@code Host} read the address the way clients do and say where clients disagree, {@code Parameters} and
 * {@code GraphQl} read the body, and {@code RequestRules} holds the tables of what forges and registries offer.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.http;

import org.jspecify.annotations.NullMarked;
