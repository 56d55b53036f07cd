using System;

namespace BedrockPS.Local.Resources;

/// <summary>
/// Work that takes AWS minutes or hours is done here after being looked at twice, or after five seconds: soon enough for a test
/// that polls, late enough to be seen under way.
/// </summary>
internal static class Progress
{
    private const int LooksUntilDone = 2;
    private static readonly TimeSpan s_untilDone = TimeSpan.FromSeconds(5);

    /// <param name="resource">What is being made.</param>
    /// <param name="underWay">Status until it is done.</param>
    /// <param name="done">Status from then on.</param>
    public static string Status(Resource resource, string underWay, string done)
    {
        if (resource.FinalStatus is string final)
        {
            return final;
        }

        bool isDone = resource.Looks >= LooksUntilDone || DateTimeOffset.UtcNow - resource.Created >= s_untilDone;
        if (isDone)
        {
            resource.FinalStatus = done;
            resource.Updated = DateTimeOffset.UtcNow;
        }

        return isDone ? done : underWay;
    }
}
