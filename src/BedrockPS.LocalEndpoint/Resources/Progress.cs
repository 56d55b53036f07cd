using System;

namespace BedrockPS.Local.Resources;

/// <summary>
/// Work that takes AWS minutes or hours is done here one step further each time it is looked at, or after five seconds: soon enough
/// for a test that polls, late enough to be seen under way.
/// </summary>
internal static class Progress
{
    private static readonly TimeSpan s_untilDone = TimeSpan.FromSeconds(5);

    /// <summary>Where a resource is on its course; null for what has none. What its end brings with it happens when that is first seen.</summary>
    public static string? Status(Resource resource)
    {
        lock (resource)
        {
            if (resource.IsLeaving)
            {
                return resource.Kind.Course?.Leaving;
            }

            if (resource.FinalStatus is not null || resource.Course is not ResourceCourse course)
            {
                return resource.FinalStatus;
            }

            int steps = course.Statuses.Count - 1;
            double passed = (DateTimeOffset.UtcNow - resource.Since).TotalSeconds / s_untilDone.TotalSeconds;
            int step = Math.Max(resource.Looks - 1, (int)(passed * steps));
            if (step < steps)
            {
                return course.Statuses[step];
            }

            WorkOutcome? outcome = resource.Work is ResourceWork work ? work.Outcome : WorkOutcome.Success;
            if (outcome is not WorkOutcome ended)
            {
                return course.Statuses[steps - 1];
            }

            bool fails = course.Failed is not null && (ended.Status == course.Failed || IsMadeToFail(resource));
            resource.FinalStatus = fails ? course.Failed : ended.Status ?? course.Done;
            resource.Failure = ended.Failure;
            resource.Updated = DateTimeOffset.UtcNow;
            if (!fails)
            {
                resource.Kind.Done?.Invoke(resource);
            }

            return resource.FinalStatus;
        }
    }

    /// <summary>Whether it is still on its way.</summary>
    public static bool IsUnderWay(Resource resource)
    {
        Status(resource);
        return resource.Course is not null && resource.FinalStatus is null;
    }

    /// <summary>Why it has failed; null when it has not.</summary>
    public static string? Failure(Resource resource) =>
        resource.Failure
        ?? (resource.Course?.Failed is string failed && resource.FinalStatus == failed
            ? $"Simulated: what has 'fail' in its name fails ('{NameOf(resource)}')."
            : null);

    /// <summary>Whether its name asks for failure.</summary>
    public static bool IsMadeToFail(Resource resource) => NameOf(resource).IndexOf("fail", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>What has no name goes by its description.</summary>
    private static string NameOf(Resource resource) =>
        resource.Name.Length > 0 ? resource.Name
        : resource.Members.TryGetValue("description", out object? description) && description is string text ? text
        : "";
}
