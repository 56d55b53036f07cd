namespace BedrockPS.AsyncInvocations;

/// <summary>A shot of a video: what it shows, and the picture it begins with.</summary>
internal sealed record VideoShot(string Text, VideoImage? Image);
