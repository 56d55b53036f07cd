using System;

namespace BedrockPS.Storage;

/// <summary>Where answers are kept and taken from. Paths are full ones. A chat keeps these for its turns.</summary>
internal sealed class StorageSettings : IEquatable<StorageSettings>
{
    /// <summary>Age up to which a kept answer is as good as a new one; null: no cache.</summary>
    public TimeSpan? CacheFor { get; set; }

    /// <summary>Folder of the cache; null: the user's own.</summary>
    public string? CachePath { get; set; }

    public string? RecordPath { get; set; }

    public string? ReplayPath { get; set; }

    public string? CheckpointPath { get; set; }

    public bool IsEmpty => CacheFor is null && (RecordPath ?? ReplayPath ?? CheckpointPath) is null;

    /// <summary>These, and from the other what these do not say.</summary>
    public StorageSettings Or(StorageSettings? fallback) => new()
    {
        CacheFor = CacheFor ?? fallback?.CacheFor,
        CachePath = CachePath ?? fallback?.CachePath,
        RecordPath = RecordPath ?? fallback?.RecordPath,
        ReplayPath = ReplayPath ?? fallback?.ReplayPath,
        CheckpointPath = CheckpointPath ?? fallback?.CheckpointPath,
    };

    public bool Equals(StorageSettings? other) =>
        other is not null
        && CacheFor == other.CacheFor
        && CachePath == other.CachePath
        && RecordPath == other.RecordPath
        && ReplayPath == other.ReplayPath
        && CheckpointPath == other.CheckpointPath;

    public override bool Equals(object? obj) => Equals(obj as StorageSettings);

    public override int GetHashCode() => (CacheFor, CachePath, RecordPath, ReplayPath, CheckpointPath).GetHashCode();
}
