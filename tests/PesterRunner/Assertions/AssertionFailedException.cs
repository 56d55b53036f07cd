using System;

namespace BedrockPS.PesterRunner.Assertions;

public sealed class AssertionFailedException : Exception
{
    public AssertionFailedException(string message)
        : base(message)
    {
    }
}
