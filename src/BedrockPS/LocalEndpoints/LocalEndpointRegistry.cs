using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using BedrockPS.Defaults;

namespace BedrockPS.LocalEndpoints;

/// <summary>The endpoints of this process, and the sessions whose defaults point at them.</summary>
internal static class LocalEndpointRegistry
{
    private static readonly object s_gate = new();
    private static readonly List<RunningEndpoint> s_running = [];

    /// <param name="options">How to start it.</param>
    /// <param name="defaults">The session whose defaults it takes over; null leaves them alone.</param>
    public static LocalEndpoint Start(LocalEndpointOptions options, SessionDefaults? defaults)
    {
        LocalEndpoint endpoint = new(LocalEndpointLoader.Factory.Start(options));
        lock (s_gate)
        {
            RunningEndpoint running = new(endpoint, Runspace.DefaultRunspace, defaults);
            s_running.Add(running);
            running.TakeOver();
        }

        return endpoint;
    }

    /// <summary>Those that still run, oldest first.</summary>
    public static IReadOnlyList<LocalEndpoint> List()
    {
        lock (s_gate)
        {
            List<LocalEndpoint> endpoints = [];
            foreach (RunningEndpoint running in s_running)
            {
                endpoints.Add(running.Endpoint);
            }

            return endpoints;
        }
    }

    /// <summary>Stops one and gives its session back what it had before. Stopping a stopped one does nothing.</summary>
    public static void Stop(LocalEndpoint endpoint)
    {
        lock (s_gate)
        {
            int at = s_running.FindIndex(running => ReferenceEquals(running.Endpoint, endpoint));
            if (at >= 0)
            {
                RunningEndpoint stopped = s_running[at];
                s_running.RemoveAt(at);
                stopped.GiveBack(s_running);
            }
        }

        endpoint.Server.Dispose();
    }

    /// <summary>Those a runspace has started, oldest first.</summary>
    public static IReadOnlyList<LocalEndpoint> StartedBy(Runspace? runspace)
    {
        List<LocalEndpoint> endpoints = [];
        lock (s_gate)
        {
            foreach (RunningEndpoint running in s_running)
            {
                if (ReferenceEquals(running.StartedBy, runspace))
                {
                    endpoints.Add(running.Endpoint);
                }
            }
        }

        return endpoints;
    }

    /// <summary>When the module is removed: stops what that runspace started; another one's module still needs its own.</summary>
    public static void StopAll(Runspace? startedBy)
    {
        IReadOnlyList<LocalEndpoint> endpoints = StartedBy(startedBy);
        for (int i = endpoints.Count - 1; i >= 0; i--)
        {
            Stop(endpoints[i]);
        }
    }
}
