namespace BedrockPS.PesterRunner.Model;

public enum PesterOutcome
{
    NotRun,
    Passed,
    Failed,
    Skipped,
}
