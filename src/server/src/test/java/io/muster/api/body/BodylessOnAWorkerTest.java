package io.muster.api.body;

import io.muster.api.access.SignInOnAWorkerTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;

/** The same where the token was verified on a worker thread, so that the request may have ended meanwhile. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(SignInOnAWorkerTest.OnAWorker.class)
class BodylessOnAWorkerTest extends BodylessRequestTest {}
