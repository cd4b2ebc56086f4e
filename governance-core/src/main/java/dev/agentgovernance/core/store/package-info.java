/**
 * Where state lives: the forms of the stores behind the interfaces of {@code api}. Read
 * {@link dev.agentgovernance.core.store.InMemoryStores} first: it gives away each store as the interface it implements;
 * {@link dev.agentgovernance.core.store.JdbcStores} does the same for a database. {@code CaseRules} says what follows from the
 * answers to a request, for both.
 * The contract kit of the vocabulary says what any form of a store has to do.
 */
@NullMarked
package dev.agentgovernance.core.store;

import org.jspecify.annotations.NullMarked;
