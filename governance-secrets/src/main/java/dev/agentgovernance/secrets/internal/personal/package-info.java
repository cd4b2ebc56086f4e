/**
 * Personal data, for hosts that choose it: numbers of persons and their check digits ({@code IdentityKinds}, data in
 * {@code personal.txt}; {@code CheckDigits}), phone numbers, addresses of networks, dates of birth ({@code PersonalPass}), and
 * what stands in columns and fields that the host names ({@code Columns}).
 */
@NullMarked
package dev.agentgovernance.secrets.internal.personal;

import org.jspecify.annotations.NullMarked;
