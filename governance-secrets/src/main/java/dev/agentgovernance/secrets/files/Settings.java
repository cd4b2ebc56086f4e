/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a scanner of files was told.
 *
 * @param scanner the detector
 * @param redactor takes secrets out of names
 * @param also gives a further detector for a file by its path
 * @param gitIgnore whether files that git ignores are left out
 * @param marks whether remarks let a line pass
 * @param archiveDepth how deep archives are opened, 0 for not at all
 * @param archiveBytes how much may come out of one file
 */
record Settings(
        SecretScanner scanner,
        Redactor redactor,
        @Nullable Function<String, SecretDetector> also,
        boolean gitIgnore,
        boolean marks,
        int archiveDepth,
        long archiveBytes) {}
