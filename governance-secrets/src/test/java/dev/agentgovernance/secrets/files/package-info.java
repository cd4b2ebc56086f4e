/** Tests of the detector over files. */
@org.jspecify.annotations.NullMarked
package dev.agentgovernance.secrets.files;
