/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

/** What an option of a program does with its value. */
enum OptionKind {
    /** Has none. */
    FLAGS,
    /** Has one only where it is attached. */
    OPT,
    /** Has one that matters to nobody. */
    VALUE,
    /** Names a file that is read. */
    READ,
    /** Names a file that is written. */
    WRITE,
    /** Names a folder that is searched. */
    LIST,
    /** Names what is deleted. */
    DELETE,
    /** Names the folder in which the program works. */
    DIR,
    /** Names a file of the project that the program builds. */
    PROJECT,
    /** Names an environment. */
    ENV,
    /** Is a command line for a shell. */
    RUN,
    /** Names a program that is started with words of the program's own. */
    EXEC,
    /** Is a statement for a database. */
    SQL,
    /** Has an effect that is not known. */
    GAP;

    boolean takesNextWord() {
        return this != FLAGS && this != OPT;
    }

    /** Tells whether such an option makes a program do more than it does without. */
    boolean isHarmless() {
        return this == FLAGS || this == OPT || this == VALUE || this == READ || this == LIST || this == PROJECT;
    }
}
