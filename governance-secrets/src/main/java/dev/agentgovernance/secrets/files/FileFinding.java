/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.SecretFinding;
import java.util.Objects;

/**
 * A finding and its place in a file. It holds no part of any value that was found, also where a file name or a JSON key is
 * one.
 *
 * @param path the file as it was reached; what is inside an archive follows after {@code !/}
 * @param commit the commit that brought it, as 40 hexadecimal digits, or empty where there is none
 * @param pointer the JSON pointer (RFC 6901) to the value that holds it, or empty where the text is no JSON
 * @param line its line, from 1
 * @param column its column in that line, in UTF-16 code units from 1
 * @param endLine the line of its last character
 * @param endColumn the column after its last character
 * @param preview what stands before it in its line, at most 40 characters, and a mask
 * @param finding the finding, with its offsets in the text of the file
 */
public record FileFinding(
        String path,
        String commit,
        String pointer,
        int line,
        int column,
        int endLine,
        int endColumn,
        String preview,
        SecretFinding finding) {

    /** Checks that nothing is null. */
    public FileFinding {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(preview, "preview");
        Objects.requireNonNull(finding, "finding");
    }

    /** Returns this finding as one that a commit brought. */
    public FileFinding in(String newCommit) {
        return new FileFinding(path, newCommit, pointer, line, column, endLine, endColumn, preview, finding);
    }
}
