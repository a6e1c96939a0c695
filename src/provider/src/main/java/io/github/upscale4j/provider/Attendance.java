package io.github.upscale4j.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the connections that are busy with a request. Thread-safe. */
final class Attendance {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nobody = lock.newCondition();
    private int busy;

    /** Something that a connection waits for. */
    interface Wait {
        void run() throws IOException;
    }

    /** A connection begins. */
    void enter() {
        count(1);
    }

    /** And ends. */
    void leave() {
        count(-1);
    }

    /** Waits without being counted. */
    void absent(Wait wait) throws IOException {
        leave();
        try {
            wait.run();
        } finally {
            enter();
        }
    }

    private void count(int change) {
        lock.lock();
        try {
            busy += change;
            if (busy == 0) {
                nobody.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is busy, or that time is over. */
    void awaitNobody(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (busy > 0 && left > 0) {
                left = nobody.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
