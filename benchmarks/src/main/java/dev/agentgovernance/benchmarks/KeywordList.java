/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

/** Prints the keywords of the detector's kinds, one a line, for the tools that are run as whole processes. */
public final class KeywordList {

    private KeywordList() {}

    /** Prints them. */
    @SuppressWarnings("SystemOut") // A program: this is what it is for.
    public static void main(String[] arguments) {
        KindData.keywords(KindData.kinds()).forEach(System.out::println);
    }
}
