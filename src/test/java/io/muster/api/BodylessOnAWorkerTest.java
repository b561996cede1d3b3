package io.muster.api;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same where the token was verified on a worker thread, so that the request may have ended meanwhile. */
@QuarkusTest
@TestProfile(SignInOnAWorkerTest.OnAWorker.class)
class BodylessOnAWorkerTest extends BodylessRequestTest {}
