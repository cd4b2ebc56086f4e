/**
 * What the usual programs do with their words, as data. {@link dev.agentgovernance.core.internal.classify.command.CommandTable} reads
 * tables (one resource per family), {@code ArgumentParser} reads the words of a command by them, {@code Report} says what
 * follows. The few programs whose words are a language of their own (awk, sed, curl, database clients, …) have a
 * {@code Hook}, which the table names.
 *
 * <p>{@code open} lets options pass that the table does not know, except in a command that only reads: there one whose name
 * says that it writes, changes or runs something is a gap, and in a program without subcommands also one whose name does not
 * say that it chooses what is shown; {@code shows} lets the latter pass. {@code nohelp} is for programs that run code of the project
 * before they print help, {@code onlyhelp} for those where help means theirs only as the sole word, {@code passes} for those
 * that hand it to what they run behind their first word, {@code helps} for those
 * that print help on what stands behind the word {@code help}, or behind which it stands alone; {@code anycase} for those
 * that do not tell capitals from small letters in words, {@code windows} for those that print help for {@code /?} besides.
 *
 * <p>The format of a table, one item a line, two blanks of indentation a level, {@code #} in front of a comment:
 *
 * <pre>
 * program NAME…                 a program; what follows is about it
 *   sub NAME… : EFFECT…         a subcommand, a last {@code *} in a name stands for any rest; nests
 *   flags|opt OPTION…           options without value, or with one that must be attached; -abc means -a, -b and -c
 *   value OPTION…               options with a value of no interest
 *   read|write|list|delete|dir|env|run|exec|sql|gap OPTION…   options whose value is that
 *   args SLOT… [if COND…]       what the other words are: word read write list delete empty move env run exec sql, * repeats, none
 *   rest N run|words|gap        what stands behind the N-th word that is no option
 *   rest N inside               a command for a container of this machine; counts as a look into it if it only reads
 *   effect EFFECT…              what it always does; ? that more is possible
 *   when COND… =&gt; EFFECT…     does this instead, if one of the conditions holds
 *   lower COND… =&gt; EFFECT…    does this instead, if one holds and no "when" does
 *   also COND… =&gt; EFFECT…     does this besides
 *   recursive COND…             deletes folders with all they hold
 *   bare EFFECT…                what it does without a subcommand
 *   unknown EFFECT…             what a subcommand that is not in the table counts as
 *   hook NAME (none undoes that of the program), open, shows, single, oldstyle, nohelp, onlyhelp, passes, helps, anycase, windows, envvar NAME…
 *   = COMMAND =&gt; EFFECT…      an example; ? at the end for partly understood
 * </pre>
 *
 * A condition is an option (a last {@code *} stands for any rest), {@code option=value}, {@code option==value} for each value that is given, {@code word=value}, {@code first=value} and {@code last=value} for
 * the first and the last of the words, {@code said=value} for a word that is known to
 * be that, {@code argN} for at least N words, {@code input} for
 * standard input that does not come from the terminal; {@code !} negates, {@code &} joins. A word behind an option that the
 * table does not know may be its value: it counts where that makes a judgement stricter, and not for {@code lower}.
 *
 * <p>A sole {@code -v} or {@code -V} asks for the version unless the table lists it; where it only means more words, as in
 * ctest, it has to be listed, with {@code single} in front of every list of options if one dash begins a name.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.command;

import org.jspecify.annotations.NullMarked;
