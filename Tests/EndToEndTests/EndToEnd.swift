import Testing

/// Specs that are compiled, started on a container engine, asked, and broken on purpose.
///
/// In: the built `mpc` and a Docker engine with Compose. Out: whether what runs does what the
/// language and the patterns promise. One after the other: the machine is shared.
@Suite(
  .serialized,
  .timeLimit(.minutes(10)),
  .enabled("needs a Docker engine; the standard error says what is missing") {
    await Engine.isToBeUsed
  },
  .engine
)
enum EndToEnd {}
