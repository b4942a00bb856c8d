/// Reading and checking bots of the shipped size, from the disk.
enum Reading {
    static func row() throws -> Row {
        let provinces = try Shipped.provinces()
        return Row(
            name: "reading and checking 100 bots",
            goal: .seconds(1),
            countPerRound: 1
        ) {
            for index in 0..<100 {
                _ = try Shipped.read(Shipped.names[index % 2], provinces)
            }
        }
    }
}
