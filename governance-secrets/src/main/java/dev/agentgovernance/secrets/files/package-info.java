/**
 * The detector over files: {@link dev.agentgovernance.secrets.files.FileScanner} reads files, trees and archives,
 * {@link dev.agentgovernance.secrets.files.FileFinding} says where a secret is, {@link
 * dev.agentgovernance.secrets.files.FindingReport} writes findings as text, JSON lines or SARIF.
 *
 * <p>Inside: {@code TreeWalk} goes through folders and asks {@code GitIgnore} (a file of patterns, read as git reads it, by
 * {@code Wildmatch}); {@code ArchiveWalk} opens archives ({@code ZipEntries}, {@code TarReader}) within {@code ExpansionBudget}; {@code TextForm} and {@code
 * LenientReader} make characters of bytes; {@code DocumentScan} scans a text piece by piece, with {@code JsonText} for what
 * JSON escapes and where a value stands, and {@code IgnoreMarks} for the remarks by which other tools let a line pass.
 */
@NullMarked
package dev.agentgovernance.secrets.files;

import org.jspecify.annotations.NullMarked;
