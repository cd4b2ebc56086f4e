/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.filter.Names.Promise;
import org.jspecify.annotations.Nullable;

/** Remembers what names promise: code says the same few names again and again. Of fixed size; for one thread. */
final class NameMemory {
    private static final int SIZE = 512;

    private final @Nullable String[] names = new String[SIZE];
    private final Promise[] promises = new Promise[SIZE];

    /** Returns what a name promises. */
    Promise promise(char[] chars, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = (hash ^ hash >>> 15) & (SIZE - 1);
        String known = names[slot];
        if (known != null && isSame(known, chars, start, end)) {
            return promises[slot];
        }
        String name = new String(chars, start, end - start);
        Promise promise = Names.promise(name);
        names[slot] = name;
        promises[slot] = promise;
        return promise;
    }

    private static boolean isSame(String name, char[] chars, int start, int end) {
        if (name.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (name.charAt(i - start) != chars[i]) {
                return false;
            }
        }
        return true;
    }
}
