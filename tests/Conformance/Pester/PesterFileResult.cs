namespace BedrockPS.Conformance.Pester;

/// <summary>What came of a test file, as Run.ps1 writes it.</summary>
/// <param name="File">Its name without folder.</param>
/// <param name="Result">Pester's word for the whole: Passed, Failed, Skipped or NotRun.</param>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Problems">Failed tests and blocks, each with its reason.</param>
public sealed record PesterFileResult(string File, string Result, int Passed, string[] Problems);
