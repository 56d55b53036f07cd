using System;
using System.Collections.Generic;

namespace BedrockPS.LocalEndpoints;

/// <summary>A running endpoint, seen from the assembly that does not carry its code. Disposing stops it.</summary>
internal interface ILocalEndpointServer : IDisposable
{
    int Port { get; }

    string AccessKey { get; }

    string SecretKey { get; }

    string ApiKey { get; }

    string Region { get; }

    /// <summary>The bucket that is always there.</summary>
    string Bucket { get; }

    /// <summary>The S3 server its jobs use; null: its own storage.</summary>
    string? S3Url { get; }

    /// <summary>Folder of the buckets.</summary>
    string StoragePath { get; }

    int ModelCount { get; }

    DateTimeOffset Started { get; }

    bool IsRunning { get; }

    /// <summary>Faults in force, as they were given.</summary>
    IReadOnlyList<string> Faults { get; }

    /// <summary>Replaces the faults in force.</summary>
    /// <exception cref="ArgumentException">A fault is not understood; none is changed.</exception>
    void SetFaults(IReadOnlyList<string> faults);

    /// <summary>The requests remembered, oldest first.</summary>
    IReadOnlyList<LocalEndpointRequest> ReadRequests();

    void ClearRequests();
}
