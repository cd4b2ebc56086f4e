/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class RedactingEncoderTest {
    private static final String KEY = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";
    private static final String CONFIGURATION = """
            <configuration>
              <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                <file>%s</file>
                <encoder class="dev.agentgovernance.samples.detector.logback.RedactingEncoder">
                  <encoder class="ch.qos.logback.classic.encoder.PatternLayoutEncoder">
                    <pattern>%%level %%X{user} %%msg%%n%%ex</pattern>
                  </encoder>
                </encoder>
              </appender>
              <root level="INFO"><appender-ref ref="FILE"/></root>
            </configuration>
            """;

    @TempDir
    Path folder;

    @Test
    void nothingThatIsLoggedHoldsASecret() throws Exception {
        Path file = folder.resolve("app.log");
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                new ByteArrayInputStream(CONFIGURATION.formatted(file).getBytes(StandardCharsets.UTF_8)));
        context.start();
        Logger logger = context.getLogger("app");

        logger.info("plain é");
        logger.info("password={} for {}", "Zx9" + "kQ27vLmPw83", "anna");
        logger.error("failed", new IllegalStateException("no " + KEY, new RuntimeException("because of " + KEY)));
        context.stop();

        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getLevel() == Status.ERROR);
        String log = Files.readString(file);
        assertThat(log)
                .contains(
                        "INFO  plain é\n",
                        "for anna\n",
                        "[REDACTED:aws-access-key-id:",
                        "java.lang.IllegalStateException: no [")
                .contains("\tat " + RedactingEncoderTest.class.getName())
                .doesNotContain(KEY)
                .doesNotContain("kQ27vLmPw83");
        assertThat(log.lines().filter(line -> line.startsWith("INFO") || line.startsWith("ERROR")))
                .hasSize(3);
    }

    @Test
    void withoutAnEncoderInsideItSaysSoAndLogsNothing() {
        RedactingEncoder encoder = new RedactingEncoder();
        LoggerContext context = new LoggerContext();
        encoder.setContext(context);
        encoder.start();

        assertThat(encoder.isStarted()).isFalse();
        assertThat(context.getStatusManager().getCount()).isPositive();
        assertThat(encoder.headerBytes()).isEmpty();
    }
}
