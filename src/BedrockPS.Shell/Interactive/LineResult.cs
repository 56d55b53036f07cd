namespace BedrockPS.Shell.Interactive;

internal readonly record struct LineResult(string Text, LineEnding Ending);
