/**
 * The objects of a git repository on this machine, read only and without git:
 * {@link dev.agentgovernance.core.internal.classify.objects.GitObjects} finds what a reference names, and
 * {@link dev.agentgovernance.core.internal.classify.objects.CommitFiles} shows the files of a commit as
 * {@link dev.agentgovernance.core.internal.classify.RepositoryView} shows those of a working tree.
 *
 * <p>{@code GitFolders} knows where things stand (linked working trees, alternates), {@code References} loose and packed
 * references and those in tables ({@code ReftableStack}), {@code ObjectReader} loose objects and packs ({@code PackIndex}, {@code Delta}). Every object is held against its
 * name, so that damage can make something unreadable and never something else; every reader has a {@code Budget}. Not read:
 * objects beyond 4 MB.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.objects;

import org.jspecify.annotations.NullMarked;
