/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactingPolicyTest {
    private static final String KEY = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";
    private static final String CONFIGURATION = """
            <Configuration status="warn" packages="dev.agentgovernance.samples.detector.log4j">
              <Appenders>
                <File name="FILE" fileName="%s">
                  <PatternLayout pattern="%%level %%X{ticket} %%msg%%n%%throwable"/>
                </File>
                <Rewrite name="SAFE">
                  <RedactingPolicy/>
                  <AppenderRef ref="FILE"/>
                </Rewrite>
              </Appenders>
              <Loggers><Root level="info"><AppenderRef ref="SAFE"/></Root></Loggers>
            </Configuration>
            """;

    @TempDir
    Path folder;

    @Test
    void nothingThatIsLoggedHoldsASecret() throws Exception {
        Path file = folder.resolve("app.log");
        LoggerContext context = new LoggerContext("test");
        context.start(new XmlConfiguration(
                context,
                new ConfigurationSource(
                        new ByteArrayInputStream(CONFIGURATION.formatted(file).getBytes(StandardCharsets.UTF_8)))));
        Logger logger = context.getLogger("app");

        ThreadContext.put("ticket", KEY);
        logger.info("plain é");
        ThreadContext.clearAll();
        logger.info("password={} for {}", "Zx9" + "kQ27vLmPw83", "anna");
        IllegalStateException failure = new IllegalStateException("no " + KEY);
        failure.addSuppressed(new RuntimeException("and", new RuntimeException("because of " + KEY)));
        logger.error("failed", failure);
        logger.error("failed otherwise", new IllegalStateException("nothing to hide", failure.getCause()));
        context.stop();

        String log = Files.readString(file);
        assertThat(log)
                .contains("plain é\n", "for anna\n", "INFO [REDACTED:aws-access-key-id:")
                .contains("java.lang.IllegalStateException: no [REDACTED:", "because of [REDACTED:", "nothing to hide")
                .contains("\tat " + RedactingPolicyTest.class.getName())
                .doesNotContain(KEY)
                .doesNotContain("kQ27vLmPw83");
    }
}
