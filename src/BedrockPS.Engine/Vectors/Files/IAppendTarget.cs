namespace BedrockPS.Engine.Vectors;

/// <summary>Where a writer's bytes go.</summary>
internal interface IAppendTarget
{
    void Write(long position, byte[] buffer, int count);

    /// <summary>Returns when everything written so far is on the disk itself.</summary>
    void Flush();

    void Truncate(long length);
}
