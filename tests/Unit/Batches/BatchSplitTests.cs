using System.Collections.Generic;
using System.Linq;
using BedrockPS.Batches;
using Xunit;

namespace BedrockPS.Unit.Batches;

public sealed class BatchSplitTests
{
    /// <summary>Records of each job's files, as 3+3|2 says it: two files of three in the first job, one of two in the second.</summary>
    [Theory]
    [InlineData(7, 100, 100, 2, "7")]
    [InlineData(10, 4, 100, 2, "4+4+2")]
    [InlineData(10, 100, 10, 3, "7+3")]
    [InlineData(11, 100, 10, 3, "7|4")]
    [InlineData(13, 100, 10, 3, "7|6")]
    [InlineData(17, 100, 10, 3, "7|7+3")]
    [InlineData(18, 100, 10, 3, "7|7|4")]
    [InlineData(5, 100, 2, 100, "1+1|1|1|1")]
    [InlineData(3, 100, 1, 100, "1|1|1")]
    [InlineData(12, 3, 10, 3, "3+3+1+3|2")]
    public void A_job_is_as_full_as_its_limit_and_the_last_one_is_not_left_with_a_few(int records, int perFile, int perJob, int least, string expected) =>
        Assert.Equal(expected, Split(new BatchLimits { MaxRecordsPerFile = perFile, MaxRecordsPerJob = perJob, MinRecords = least }, Enumerable.Repeat(10L, records)));

    [Fact]
    public void Bytes_are_limits_as_well()
    {
        BatchLimits limits = new() { MaxBytesPerFile = 100, MaxBytesPerJob = 250, MinRecords = 1 };
        Assert.Equal("2+2+1|1", Split(limits, [50, 50, 60, 40, 50, 100]));
    }

    private static string Split(BatchLimits limits, IEnumerable<long> sizes)
    {
        BatchSplit split = new(limits);
        List<(int Records, int Job)> files = [];
        foreach (long size in sizes)
        {
            if (split.Place(size))
            {
                files.Add((0, split.Job));
            }

            files[^1] = (files[^1].Records + 1, split.Job);
        }

        return string.Join("|", files.GroupBy(file => file.Job).Select(job => string.Join("+", job.Select(file => file.Records))));
    }
}
