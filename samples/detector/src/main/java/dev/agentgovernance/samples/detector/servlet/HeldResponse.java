/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector.servlet;

import dev.agentgovernance.samples.detector.Redaction;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Keeps the body of a response in memory, up to a limit. For one thread. */
final class HeldResponse extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;
    private boolean overLimit;
    private @Nullable PrintWriter writer;
    private @Nullable ServletOutputStream stream;

    HeldResponse(HttpServletResponse response, int limit) {
        super(response);
        this.limit = limit;
    }

    byte[] body() {
        if (writer != null) {
            writer.flush();
        }
        return bytes.toByteArray();
    }

    boolean isOverLimit() {
        return overLimit;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        ServletOutputStream made = stream;
        if (made == null) {
            made = new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new IllegalStateException("no asynchronous writing behind this filter");
                }

                @Override
                public void write(int value) {
                    write(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] values, int offset, int length) {
                    overLimit |= bytes.size() + (long) length > limit;
                    if (!overLimit) {
                        bytes.write(values, offset, length);
                    }
                }
            };
            stream = made;
        }
        return made;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter made = writer;
        if (made == null) {
            String charset = getCharacterEncoding();
            // As a container does: what a writer writes says its charset.
            setCharacterEncoding(charset);
            made = new PrintWriter(new OutputStreamWriter(getOutputStream(), Charset.forName(charset)));
            writer = made;
        }
        return made;
    }

    /** The page of a container shows the message, and passes by no filter. */
    @Override
    public void sendError(int status, String message) throws IOException {
        super.sendError(status, Redaction.safe(message));
    }

    @Override
    public void flushBuffer() {
        // Nothing is sent before it was looked at.
    }

    @Override
    public void resetBuffer() {
        bytes.reset();
        super.resetBuffer();
    }

    @Override
    public void reset() {
        bytes.reset();
        super.reset();
    }

    @Override
    public void setContentLength(int length) {
        // The length of what is sent is set by the filter.
    }

    @Override
    public void setContentLengthLong(long length) {
        // As above.
    }
}
