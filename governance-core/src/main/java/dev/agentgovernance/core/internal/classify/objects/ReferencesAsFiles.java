/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import dev.agentgovernance.core.internal.classify.ReadingLog;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repository in a folder of this machine. Where its references are kept in another way, they are shown as the files that
 * they would be; one that cannot be read is not there. For use by one thread.
 */
final class ReferencesAsFiles implements RepositoryView {

    private static final String GIT = ".git/";

    private final RepositoryView files;
    private final Path top;
    private boolean looked;
    private @Nullable References references;

    ReferencesAsFiles(Path top) {
        this.files = RepositoryView.of(top);
        this.top = top;
    }

    @Override
    public Optional<String> text(String path) {
        String name = path.startsWith(GIT) ? path.substring(GIT.length()) : "";
        References kept = References.isName(name) ? otherwiseKept() : null;
        if (kept == null) {
            return files.text(path);
        }
        Optional<String> value;
        try {
            value = Optional.ofNullable(kept.value(name));
        } catch (Unreadable e) {
            value = Optional.empty();
        }
        ReadingLog.file(
                top + "/" + path,
                value.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null));
        return value;
    }

    private @Nullable References otherwiseKept() {
        if (!looked) {
            looked = true;
            GitFolders folders = GitFolders.of(top);
            References found = folders == null ? null : new References(folders);
            references = found == null || found.areFiles() ? null : found;
        }
        return references;
    }

    @Override
    public List<String> names(String folder) {
        return files.names(folder);
    }
}
